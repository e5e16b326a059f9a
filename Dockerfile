# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
COPY . /source
WORKDIR /build
RUN sh /source/scripts/docker-build.sh /source

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /build/image ./
# DATA_DIR: the image has no database of its own, so there is little in it
RUN mkdir .data && chown node:node .data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "const tls = process.env.WEBHOOK_MTLS_MODE === 'listener'; require(tls ? 'https' : 'http').get({ port: process.env.PORT, path: '/health/live', rejectUnauthorized: false }, (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
