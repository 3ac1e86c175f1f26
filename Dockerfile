# The worker's image; it also runs every other command: docker run --rm IMAGE doctor
FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package

# Not Alpine: DuckDB's library needs glibc.
FROM eclipse-temurin:17.0.16_8-jre-jammy
RUN groupadd --gid 10001 askdesk \
    && useradd --uid 10001 --gid askdesk --no-create-home --home-dir /var/lib/askdesk --shell /usr/sbin/nologin askdesk \
    && install -d -o askdesk -g askdesk /var/lib/askdesk /data
COPY --from=build /src/starters/target/askdesk.jar /opt/askdesk/askdesk.jar
USER askdesk
ENV ASKDESK_HOME=/var/lib/askdesk
VOLUME /var/lib/askdesk
# The worker touches this file while the server answers it.
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s --retries=3 \
    CMD test -n "$(find /tmp/askdesk-alive -newermt '-45 seconds' 2>/dev/null)"
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/askdesk/askdesk.jar"]
CMD ["worker", "--alive", "/tmp/askdesk-alive"]
