@echo off
rem Opens the studio in the browser. Close this window to close the studio.
if not exist "%~dp0zt-audio.cmd" goto unzip
call "%~dp0zt-audio.cmd" studio %*
if errorlevel 1 pause
exit /b
:unzip
echo Unzip the whole file first, then open STUDIO in the new folder.
echo Snachala raspakuyte ves arkhiv, potom otkroyte STUDIO v novoy papke.
echo Aldymen arkhivti tolyq ashynyz, sodan keyin zhana qaltadagy STUDIO-ny ashynyz.
pause
exit /b 9
