# What both commands of the README share on Windows; dot-sourced, not run.
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $PSScriptRoot
$venv = if ($env:SASAEAI_VENV) { $env:SASAEAI_VENV } else { Join-Path $here ".venv" }

function Find-Python {
    foreach ($candidate in @(@("py", "-3"), @("python"), @("python3"))) {
        $name = $candidate[0]
        $rest = @($candidate | Select-Object -Skip 1)
        if (Get-Command $name -ErrorAction SilentlyContinue) {
            & $name @rest -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>$null
            if ($LASTEXITCODE -eq 0) { return ,$candidate }
        }
    }
    Write-Host "Python 3.11 より新しいものが見つかりません。python.org から入れて、もう一度実行してください。"
    exit 2
}

function Set-Up([string]$extra) {
    $python = Find-Python
    $exe = Join-Path $venv "Scripts\python.exe"
    if (-not (Test-Path $exe)) {
        Write-Host "準備をしています（はじめの1回だけ、数分かかります）。"
        $rest = @($python | Select-Object -Skip 1)
        & $python[0] @rest -m venv $venv
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    }
    & $exe -m pip install --quiet --disable-pip-version-check --editable "$here$extra"
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    return $exe
}
