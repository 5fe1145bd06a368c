# Set up and pass the tests on Windows. The tests of printed fonts and of the age tool need poppler and age on PATH.
. (Join-Path $PSScriptRoot "common.ps1")
$exe = Set-Up "lock-dev.txt"
$env:QT_QPA_PLATFORM = "offscreen"
$env:PYTHONUTF8 = "1"
# Offscreen, Qt looks for fonts in a folder of its own unless it is told where Windows keeps them.
$env:QT_QPA_FONTDIR = Join-Path $env:WINDIR "Fonts"
Set-Location $here
$bin = Split-Path -Parent $exe
foreach ($step in @(@("ruff", "check", "."), @("ruff", "format", "--check", "."), @("mypy"), @("lint-imports"))) {
    $rest = @($step | Select-Object -Skip 1)
    & (Join-Path $bin $step[0]) @rest
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
& $exe -m pytest -n auto --dist loadfile @args
exit $LASTEXITCODE
