@echo off
rem Runs a command of the newest program beside this file on the project beside it: zt-audio.cmd check
setlocal
set "app="
rem The list of files is the last that is unzipped: a program without it is not whole. start.py finds the newest.
pushd "%~dp0"
for /d %%d in (app-*) do if exist "%%d\files.sha256" set "app=%~dp0%%d"
popd
if not defined app goto unzip
"%app%\python\python.exe" "%app%\start.py" %*
exit /b %errorlevel%
:unzip
echo The program is not here whole: unzip the whole file again.
echo Programma zdes ne tselikom: raspakuyte ves arkhiv yeshchyo raz.
echo Bagdarlama munda tolyq emes: arkhivti qaytadan tolyq ashynyz.
exit /b 9
