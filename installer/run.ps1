# Set up and run on Windows: the window, or with --demo the whole main job without one.
. (Join-Path $PSScriptRoot "common.ps1")
$exe = Set-Up "lock.txt"
if ($args.Count -gt 0 -and $args[0] -eq "--demo") {
    $rest = @($args | Select-Object -Skip 1)
    & $exe (Join-Path $here "installer\main_job.py") @rest
} else {
    & $exe -m sasaeai_desktop @args
}
exit $LASTEXITCODE
