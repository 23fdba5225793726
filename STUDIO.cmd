@echo off
rem Opens the studio in the browser. Close this window to close the studio.
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (python scripts\studio.py %*) else (py scripts\studio.py %*)
if errorlevel 1 pause
