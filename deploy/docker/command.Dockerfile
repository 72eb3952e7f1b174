# The command "qklm", for the update job and whatever else is run beside the cluster:
#
#   docker build -f deploy/docker/command.Dockerfile -t qklm-command:0.1.0 deploy
#
FROM eclipse-temurin:17.0.15_6-jre-jammy

RUN groupadd --gid 9999 qklm && useradd --uid 9999 --gid qklm --no-create-home qklm

COPY target/qklm/lib/ /opt/qklm/lib/
COPY target/qklm/starter/ /opt/qklm/starter/
COPY target/qklm/LICENSE /opt/qklm/LICENSE
COPY target/qklm/NOTICE /opt/qklm/NOTICE
COPY --chmod=0755 docker/qklm.sh /usr/local/bin/qklm

ENV ORT_DISABLE_TELEMETRY=1

USER qklm

ENTRYPOINT ["/usr/local/bin/qklm"]
