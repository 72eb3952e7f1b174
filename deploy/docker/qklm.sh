#!/bin/sh
# The command in its image: no build, the log as a JSON object a line on standard output.
#
# QKLM_HOME         where the image has it
# QKLM_JAVA_OPTS    further options for Java, such as -XX:MaxRAMPercentage=50
set -u
home=${QKLM_HOME:-/opt/qklm}

# shellcheck disable=SC2086 # options are words
exec java -XX:MaxRAMPercentage=40 ${QKLM_JAVA_OPTS:-} \
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 \
  -Dlog4j2.configurationFile=qklm-log4j2-json.properties -Dqklm.home="$home" \
  -cp "$home/lib/*" io.qklm.deploy.cli.QklmCommand "$@"
