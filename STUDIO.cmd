@echo off
rem Opens the studio in the browser. Close this window to close the studio.
rem pushd gives a share a letter; cd cannot stand in one.
pushd "%~dp0"
for %%v in (3.14 3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (set "python=py -%%v" & goto found)
)
for %%p in (py python) do (
  %%p -c "" >nul 2>nul && (set "python=%%p" & goto found)
)
echo Python 3.14 is needed: python.org/downloads/windows
echo Nuzhen Python 3.14 / Python 3.14 kerek: python.org/downloads/windows
pause
exit /b 9
:found
%python% scripts\studio.py %*
if errorlevel 1 pause
popd
