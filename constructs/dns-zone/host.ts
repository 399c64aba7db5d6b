/** Hosts: complete, or by a zone, whose domain is another one on each cloud where the environment says so. */
import { z } from 'zod';

import { isPlain, type PlainObject } from '../../core/patch';
import { mapValues } from '../../core/records';
import { entryOf } from '../entry';
import { hostOf } from './domains';
import { APEX } from './schema';

const byZone = z.strictObject({
  /** A name in the environment's `dnsZones`. */
  zone: entryOf('dnsZones'),
  /** Name below the zone's domain. @default - the domain itself */
  name: z
    .string()
    .regex(/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
      error: 'must be a name below a domain, such as api or *.apps',
    })
    .optional(),
});

/** Those of zones that are there are texts when the environment is parsed. */
const ofNoZone = byZone.refine(() => false, {
  path: ['zone'],
  error: "must name one of the environment's dnsZones",
  when: ({ issues }) => issues.length === 0,
});

/** A host, as a text of this kind or by its zone. Where an environment is parsed it is a text. */
export const hostIn = <S extends z.ZodType<string, string>>(text: S) =>
  z.union([text, ofNoZone]) as unknown as z.ZodType<string, string | z.input<typeof byZone>>;

/** The environment as written, with texts for hosts that are given by their zones. */
export function withHosts(written: PlainObject): PlainObject {
  const { workloads, addons, cdns, uptimeChecks, dnsZones } = written;
  if (!isPlain(dnsZones)) return written;
  const holding = (holder: unknown): unknown => withHost(holder, dnsZones);
  return {
    ...written,
    ...(isPlain(workloads) && { workloads: mapValues(workloads, (_, workload) => withRoutes(workload, holding)) }),
    ...(isPlain(addons) && { addons: withAddons(addons, holding) }),
    ...(isPlain(cdns) && { cdns: mapValues(cdns, (_, cdn) => withHostList(cdn, dnsZones)) }),
    ...(isPlain(uptimeChecks) && { uptimeChecks: mapValues(uptimeChecks, (_, check) => holding(check)) }),
  };
}

type Holding = (holder: unknown) => unknown;

function withRoutes(workload: unknown, holding: Holding): unknown {
  if (!isPlain(workload) || !Array.isArray(workload.routes)) return workload;
  return { ...workload, routes: workload.routes.map(holding) };
}

/** Web interfaces of add-ons. */
function withAddons({ argoCd, monitoring, ...addons }: PlainObject, holding: Holding): PlainObject {
  return {
    ...addons,
    ...(argoCd !== undefined && { argoCd: holding(argoCd) }),
    ...(monitoring !== undefined && {
      monitoring: isPlain(monitoring) ? { ...monitoring, grafana: holding(monitoring.grafana) } : monitoring,
    }),
  };
}

function withHost(holder: unknown, zones: PlainObject): unknown {
  if (!isPlain(holder)) return holder;
  const host = textOf(holder.host, zones);
  return host === undefined ? holder : { ...holder, host };
}

function withHostList(holder: unknown, zones: PlainObject): unknown {
  if (!isPlain(holder) || !Array.isArray(holder.hosts)) return holder;
  return { ...holder, hosts: holder.hosts.map((host: unknown) => textOf(host, zones) ?? host) };
}

/** A host that is given by its zone, as a text. */
function textOf(host: unknown, zones: PlainObject): string | undefined {
  const { data } = byZone.safeParse(host);
  const zone = data && zones[data.zone];
  if (!isPlain(zone) || typeof zone.domain !== 'string') return undefined;
  return hostOf(data?.name ?? APEX, zone.domain);
}
