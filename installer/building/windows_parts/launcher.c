/* Starts the program with the Python that lies beside it. Built twice: for the window (no console) and for commands. */
#include <windows.h>
#include <wchar.h>

typedef int (*Main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv) {
    static wchar_t folder[32768];
    wchar_t **arguments = HeapAlloc(GetProcessHeap(), 0, (argc + 3) * sizeof(wchar_t *));
    HMODULE python;
    Main run;
    int at;
    GetModuleFileNameW(NULL, folder, 32768);
    *wcsrchr(folder, L'\\') = 0;
    SetDllDirectoryW(folder);
    python = LoadLibraryW(L"python313.dll");
    run = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (run == NULL) {
        MessageBoxW(NULL, L"\u30d7\u30ed\u30b0\u30e9\u30e0\u306e\u30d5\u30a1\u30a4\u30eb\u304c \u8db3\u308a\u307e\u305b\u3093\u3002"
            L"\u3082\u3046\u4e00\u5ea6 \u30a4\u30f3\u30b9\u30c8\u30fc\u30eb\u3057\u3066\u304f\u3060\u3055\u3044\u3002",
            L"\u3055\u3055\u3048\u3042\u3044\u30c7\u30b9\u30af", MB_ICONERROR);
        return 1;
    }
    arguments[0] = argv[0];
    arguments[1] = L"-m";
    arguments[2] = L"sasaeai_desktop";
    for (at = 1; at < argc; at++) arguments[at + 2] = argv[at];
    return run(argc + 2, arguments);
}

#ifdef WINDOW
#include <shellapi.h>
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    int argc;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    (void)self; (void)before; (void)line; (void)show;
    return wmain(argc, argv);
}
#endif
