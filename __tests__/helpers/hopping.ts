/** Compares both sides of each hop of a request, in environments with a load balancer. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { type Balancer, type Cdn, type Gateway, hopsOf } from './hops';

const casesOf = (inputs: readonly EnvironmentInput[]) =>
  inputs
    .filter(({ loadBalancer }) => loadBalancer !== undefined)
    .flatMap((input) =>
      Object.entries(hopsOf(input)).map(([cloud, hops]) => ({
        name: `${input.system}-${input.environment}`,
        cloud,
        drainSeconds: input.loadBalancer?.drainSeconds ?? 30,
        ...hops,
      })),
    );

/** Hosts in order, each once. */
const sorted = (hosts: readonly string[]): string[] => [...new Set(hosts)].sort();
const hostsOf = ({ routes }: Gateway): string[] => sorted(routes.map(({ host }) => host));

/** Hops at the end of X-Forwarded-For: the client's address, and on Google the load balancer's own after it. */
const TRUSTED: Readonly<Record<string, number>> = { aws: 1, google: 2, azurerm: 1 };

/** With the Cdn's, where that is a hop of its own. */
const trustedHops = (cloud: string, { cdn }: Balancer): number => (TRUSTED[cloud] ?? 0) + (cdn ? 1 : 0);

export function hopsAgree(inputs: readonly EnvironmentInput[]): void {
  describe.each(casesOf(inputs))('requests of $name on $cloud', ({ cloud, balancer, gateway, drainSeconds }) => {
    it('find the load balancer by a record of each host, which nobody else writes', () => {
      expect(hostsOf(gateway).length).toBeGreaterThan(0);
      expect(sorted(balancer.recorded)).toEqual(hostsOf(gateway));
      expect(gateway.leavesRecords).toBe(true);
    });

    it('meet a certificate of each host, by TLS 1.2 at least, and are led there from HTTP', () => {
      expect(sorted(balancer.certified)).toEqual(hostsOf(gateway));
      expect(['1.2', '1.3']).toContain(balancer.tls);
      expect(balancer.redirects).toBe(true);
    });

    it('go on to proxies by TLS, whose certificate is of the gateway’s own name, whatever the host', () => {
      expect(balancer.speaks).toBe('HTTPS');
      expect(balancer.finds).toBe(gateway.found);
      expect(gateway.listeners).toHaveLength(1);
      const [listener] = gateway.listeners;
      expect(listener).toMatchObject({ port: 443, protocol: 'HTTPS' });
      expect(listener).not.toHaveProperty('hostname');
      expect(listener!.tls.certificateRefs).toEqual([{ kind: 'Secret', name: `https.${gateway.certified[0]}` }]);
      expect(gateway.certified).toEqual([expect.stringMatching(/^origin\./)]);
      for (const { listener: name } of gateway.routes) expect(name).toBe(listener!.name);
    });

    it('go to proxies that answer where they are asked whether they live', () => {
      expect(balancer.asks).toBe(gateway.answers);
    });

    it('are waited for longer by each hop than by the one before it', () => {
      // Google counts the whole of an answer, the others the time without a byte.
      if (cloud === 'google')
        for (const { seconds } of gateway.routes) expect(seconds).toBeLessThanOrEqual(balancer.waits);
      else expect(balancer.waits).toBeLessThanOrEqual(gateway.waits);
      expect(gateway.drains).toBeGreaterThanOrEqual(drainSeconds);
    });

    it('bear the client’s address where the gateway looks for it', () => {
      expect(gateway.trustedHops).toBe(trustedHops(cloud, balancer));
    });

    if (balancer.cdn) fromCdn(balancer, balancer.cdn);

    it('come by no other way', () => {
      expect(balancer.closed).toBe(true);
      expect(gateway.ports).toEqual([10_443]);
      // By addresses where the cloud says whose they are, else by what only the load balancer sends.
      expect([gateway.callers.length > 0, gateway.proof]).toEqual(
        cloud === 'azurerm' ? [false, 'X-Azure-FDID'] : [true, undefined],
      );
    });
  });
}

/** The hop between Cdns and the load balancer. */
function fromCdn(balancer: Balancer, cdn: Cdn): void {
  it('go from the Cdn to the load balancer by TLS, whose certificate is of the name that is called', () => {
    for (const name of cdn.calls) expect(name).toBe(cdn.certified);
    expect(cdn.certified).toMatch(/^origin\./);
    expect(cdn.speaks).toEqual(['https-only', 443, 'HTTPS 443']);
  });

  it('tell the load balancer the host, whatever the Cdn keeps', () => {
    expect(cdn.passesHost).toBe(true);
  });

  it('are waited for by the Cdn as long as by the load balancer', () => {
    for (const seconds of cdn.waits) expect(seconds).toBe(balancer.waits);
  });

  it('come to the load balancer from the Cdn alone', () => {
    expect(cdn.closed).toBe(true);
  });
}
