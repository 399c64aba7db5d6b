/** Ports that addresses name: `https://git.example.com:8443/…`. */
export const portsIn = (addresses: readonly string[]): number[] =>
  addresses.flatMap((address) => {
    const [, port] = /^[a-z+]+:\/\/[^/]*:(\d+)(?:\/|$)/.exec(address) ?? [];
    return port === undefined ? [] : Number(port);
  });
