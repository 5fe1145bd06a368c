/* What wine 8 lacks of Windows 10: the source of randomness that Python 3.13 and Rust's packages ask for. Never shipped. */
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T many) { return RtlGenRandom(into, (ULONG)many); }
