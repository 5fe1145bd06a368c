# What both commands of the README share on Windows; dot-sourced, not run. For Debian-like systems see common.sh.
# These files begin with a byte order mark: PowerShell 5.1 reads a file without one in the system's code page.
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $PSScriptRoot
$venv = if ($env:SASAEAI_VENV) { $env:SASAEAI_VENV } else { Join-Path $here ".venv" }

# Run a program and return its exit code alone: what it prints goes to the screen, never into a function's result,
# and what it writes to its error stream stops nothing (5.1 makes an exception of it under "Stop").
function Invoke-Program([string]$program, [string[]]$arguments) {
    $ErrorActionPreference = "Continue"
    & $program @arguments | Out-Host
    return $LASTEXITCODE
}

# The Microsoft Store puts a "python" on the path that only opens the Store; it prints nothing and is no Python.
function Test-Python([string]$program, [string[]]$arguments) {
    $ErrorActionPreference = "Continue"
    $found = & $program @arguments -c "import sys; print('new enough' if sys.version_info >= (3, 11) else 'old')" 2>&1
    return ($LASTEXITCODE -eq 0) -and ("$found".Trim() -eq "new enough")
}

function Find-Python {
    foreach ($candidate in @(@("py", "-3"), @("python"), @("python3"))) {
        $rest = @($candidate | Select-Object -Skip 1)
        if ((Get-Command $candidate[0] -ErrorAction SilentlyContinue) -and (Test-Python $candidate[0] $rest)) {
            return ,$candidate
        }
    }
    Write-Host "Python 3.11 より新しいものが見つかりません。python.org から入れて、もう一度実行してください。"
    exit 2
}

# Make the virtual environment and install the project into it; $list is lock.txt, or lock-dev.txt for the tests.
function Set-Up([string]$list) {
    $exe = Join-Path $venv "Scripts\python.exe"
    if (-not (Test-Path $exe)) {
        $python = Find-Python
        Write-Host "準備をしています（はじめの1回だけ、数分かかります）。"
        $code = Invoke-Program $python[0] (@($python | Select-Object -Skip 1) + @("-m", "venv", $venv))
        if ($code -ne 0) { exit $code }
    }
    $lock = Join-Path $here "installer\$list"
    $pip = @("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    foreach ($step in @(@("--require-hashes", "--only-binary", ":all:", "--requirement", $lock),
                        @("--no-deps", "--no-build-isolation", "--editable", $here))) {
        $code = Invoke-Program $exe ($pip + $step)
        if ($code -ne 0) { exit $code }
    }
    return $exe
}
