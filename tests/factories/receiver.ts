import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedCall {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  calls: ReceivedCall[];
  /** How it answers from now on: a status, or never. */
  answer: number | "never";
  /** The most calls it had at one time. */
  mostAtOnce: number;
  close: () => Promise<void>;
}

/** A real receiver of webhooks on this machine. */
export async function startReceiver(): Promise<Receiver> {
  let open = 0;
  const server = createServer((request, response) => {
    let body = "";
    open += 1;
    receiver.mostAtOnce = Math.max(receiver.mostAtOnce, open);
    request.on("data", (part) => {
      body += part;
    });
    response.on("close", () => {
      open -= 1;
    });
    request.on("end", () => {
      receiver.calls.push({ headers: request.headers, body });
      if (receiver.answer === "never") return;
      const isRedirect = receiver.answer >= 300 && receiver.answer < 400;
      response.writeHead(receiver.answer, isRedirect ? { location: "http://169.254.169.254/" } : {});
      response.end("secret-of-the-receiver");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls: [],
    answer: 200,
    mostAtOnce: 0,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  return receiver;
}
