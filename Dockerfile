# One image for web, worker, decisions and migrate; the command says which (see compose.yaml).
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run generate && npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DECISIONS_HOST=0.0.0.0
COPY --from=build /app ./
USER node
EXPOSE 3000 3001
CMD ["node", "node_modules/next/dist/bin/next", "start"]
