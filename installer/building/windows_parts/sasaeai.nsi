; One person's installer: no administrator, no network. /S installs in silence; the uninstaller leaves all records alone.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!include "MUI2.nsh"
!include "FileFunc.nsh"
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
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"

!define GONE "Software\Microsoft\Windows\CurrentVersion\Uninstall\sasaeai"

!macro Kind ending words
  WriteRegStr HKCU "Software\Classes\${ending}" "" "sasaeai${ending}"
  WriteRegStr HKCU "Software\Classes\sasaeai${ending}" "" "${words}"
  WriteRegStr HKCU "Software\Classes\sasaeai${ending}\DefaultIcon" "" "$INSTDIR\sasaeai.exe,0"
  WriteRegStr HKCU "Software\Classes\sasaeai${ending}\shell\open\command" "" '"$INSTDIR\sasaeai.exe"'
!macroend

Section "program"
  ; An older copy goes first, so that nothing of it stays among the new; what repairs is the same as what installs.
  ClearErrors
  RMDir /r "$INSTDIR\packages"
  IfErrors 0 +3
    MessageBox MB_OK|MB_ICONEXCLAMATION "ささえあいデスクが開いています。閉じてから、もう一度 始めてください。" /SD IDOK
    Abort
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\sasaeai" "folder" "$INSTDIR"
  CreateDirectory "$SMPROGRAMS\ささえあいデスク"
  CreateShortcut "$SMPROGRAMS\ささえあいデスク\ささえあいデスク.lnk" "$INSTDIR\sasaeai.exe"
  !insertmacro Kind ".sasaeai-invite" "ささえあいデスクの招待ファイル"
  WriteRegStr HKCU "${GONE}" "DisplayName" "ささえあいデスク"
  WriteRegStr HKCU "${GONE}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${GONE}" "DisplayIcon" "$INSTDIR\sasaeai.exe"
  WriteRegStr HKCU "${GONE}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${GONE}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${GONE}" "NoModify" 1
SectionEnd

Section "Uninstall"
  ; Only what was installed; the records lie elsewhere (%LOCALAPPDATA%\sasaeai) and stay.
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\*.*"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\ささえあいデスク"
  DeleteRegKey HKCU "Software\Classes\.sasaeai-invite"
  DeleteRegKey HKCU "Software\Classes\sasaeai.sasaeai-invite"
  DeleteRegKey HKCU "Software\sasaeai"
  DeleteRegKey HKCU "${GONE}"
SectionEnd
