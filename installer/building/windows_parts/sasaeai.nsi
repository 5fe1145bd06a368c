; One person's installer: no administrator, no network. /S installs in silence; the uninstaller leaves all records alone.
Target amd64-unicode
Unicode true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
Name "ささえあいデスク"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\sasaeai"
InstallDirRegKey HKCU "Software\sasaeai" "folder"
BrandingText "ささえあいデスク ${VERSION}"
!define MUI_ICON "${PARTS}\sasaeai.ico"
!define MUI_UNICON "${PARTS}\sasaeai.ico"
!define MUI_WELCOMEPAGE_TITLE "ささえあいデスクを入れます"
!define MUI_WELCOMEPAGE_TEXT "このパソコンに、ささえあいデスク ${VERSION} を入れます。$\r$\n$\r$\n前から使っているときは、きろくはそのままで、プログラムだけが新しくなります。開いている画面は、先に閉じてください。"
!define MUI_FINISHPAGE_TITLE "入りました"
!define MUI_FINISHPAGE_TEXT "スタートの「ささえあいデスク」から、いつでも開けます。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\sasaeai.exe"
!define MUI_FINISHPAGE_RUN_TEXT "いま開く"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "ささえあいデスクのプログラムを消します。きろくと もしもの控えは、このパソコンに残ります。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"

!define GONE "Software\Microsoft\Windows\CurrentVersion\Uninstall\sasaeai"
!define KINDS "Software\Classes"

; A kind of file: its words, our icon, and the program that opens it. An ending that another program has is left to it.
!macro Kind ending words
  WriteRegStr HKCU "${KINDS}\sasaeai${ending}" "" "${words}"
  WriteRegStr HKCU "${KINDS}\sasaeai${ending}\DefaultIcon" "" "$INSTDIR\sasaeai.exe,0"
  WriteRegStr HKCU "${KINDS}\sasaeai${ending}\shell\open\command" "" '"$INSTDIR\sasaeai.exe" "%1"'
  WriteRegStr HKCU "${KINDS}\${ending}\OpenWithProgids" "sasaeai${ending}" ""
  ReadRegStr $0 HKCR "${ending}" ""
  StrCmp $0 "" 0 +2
    WriteRegStr HKCU "${KINDS}\${ending}" "" "sasaeai${ending}"
!macroend

!macro NoKind ending
  DeleteRegKey HKCU "${KINDS}\sasaeai${ending}"
  DeleteRegValue HKCU "${KINDS}\${ending}\OpenWithProgids" "sasaeai${ending}"
  ReadRegStr $0 HKCU "${KINDS}\${ending}" ""
  StrCmp $0 "sasaeai${ending}" 0 +2
    DeleteRegKey HKCU "${KINDS}\${ending}"
!macroend

; A file of a running program cannot be opened for writing: it is waited for (an update has just asked it to close), and then
; nothing at all is touched.
!macro StopWhileOpen
  ${If} ${FileExists} "$INSTDIR\python313.dll"
    ${For} $1 1 30
      ClearErrors
      FileOpen $0 "$INSTDIR\python313.dll" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      Sleep 500
    ${Next}
    ${If} $1 > 30
      MessageBox MB_OK|MB_ICONEXCLAMATION "ささえあいデスクが開いています。閉じてから、もう一度 始めてください。" /SD IDOK
      SetErrorLevel 3
      Abort
    ${EndIf}
  ${EndIf}
!macroend

; An older program that cannot read what the newer one writes is of no use here. Who removes the newer one by hand may put in
; any: the program itself then refuses the records, which stay as they are.
!macro StopBelowSchema
  ReadRegDWORD $0 HKCU "Software\sasaeai" "schema"
  ${If} $0 > ${SCHEMA}
    MessageBox MB_OK|MB_ICONEXCLAMATION "いま入っているプログラムのほうが新しく、そのきろくを、この古いプログラム ${VERSION} は読めません。何も変えずに終わります。" /SD IDOK
    SetErrorLevel 4
    Abort
  ${EndIf}
!macroend

Section "program"
  !insertmacro StopBelowSchema
  !insertmacro StopWhileOpen
  ; An older copy goes first, so that nothing of it stays among the new; what repairs is the same as what installs.
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\sasaeai" "folder" "$INSTDIR"
  WriteRegDWORD HKCU "Software\sasaeai" "schema" ${SCHEMA}
  CreateDirectory "$SMPROGRAMS\ささえあいデスク"
  CreateShortcut "$SMPROGRAMS\ささえあいデスク\ささえあいデスク.lnk" "$INSTDIR\sasaeai.exe"
  !insertmacro Kind ".sasaeai-invite" "ささえあいデスクの招待ファイル"
  !insertmacro Kind ".age" "ささえあいデスクのUSBのファイル"
  WriteRegStr HKCU "${GONE}" "DisplayName" "ささえあいデスク"
  WriteRegStr HKCU "${GONE}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${GONE}" "Publisher" "ささえあいデスク"
  WriteRegStr HKCU "${GONE}" "DisplayIcon" "$INSTDIR\sasaeai.exe"
  WriteRegStr HKCU "${GONE}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${GONE}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${GONE}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${GONE}" "EstimatedSize" "${SIZE}"
  WriteRegDWORD HKCU "${GONE}" "NoModify" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro StopWhileOpen
  ; Only what was installed; the records lie elsewhere (%LOCALAPPDATA%\sasaeai) and stay.
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\licences"
  !include "${PARTS}\installed.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\ささえあいデスク"
  !insertmacro NoKind ".sasaeai-invite"
  !insertmacro NoKind ".age"
  DeleteRegKey HKCU "Software\sasaeai"
  DeleteRegKey HKCU "${GONE}"
  ${RefreshShellIcons}
SectionEnd
