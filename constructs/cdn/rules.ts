/** Cdn: hosts that nobody else serves, paths that differ, and a bucket that anybody may read. */
import { repeated } from '../../core/records';
import { forEach, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { servedHosts } from '../addons/gateway/routes';
import { recordOf } from '../dns-zone/addresses';
import { hostInZone } from '../dns-zone/host-rule';
import { refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import type { CdnProps } from './schema';

/** Google takes ten caches of a load balancer, Azure ten routes of a host: every other path is one of them. */
const MAX_PATHS = 9;

const eachHost = ({ hosts }: CdnProps) => hosts.map((host, index) => [`hosts.${index}`, host] as const);

const kept = ({ caching, paths }: CdnProps) => [
  ['caching', caching] as const,
  ...Object.entries(paths).map(([name, one]) => [`paths.${name}`, one] as const),
];

export const cdnRules: RuleTable<CdnProps, RuleContext<Environment>> = [
  {
    code: 'host-twice',
    property: 'hosts',
    check: ({ hosts }) =>
      repeated(hosts).length > 0 && `must have each host once, got ${repeated(hosts).join(', ')} twice`,
  },
  forEach<CdnProps, string, RuleContext<Environment>>(eachHost, [
    hostInZone<string>('', (host) => host),
    {
      code: 'host-of-cdn',
      property: '',
      check: (host, { id, environment: { cdns } }) => {
        const other = Object.keys(cdns).find((name) => name !== id && cdns[name]?.hosts.includes(host));
        return other !== undefined && `must not be ${host}, which cdns.${other} serves, too: keep one of them`;
      },
    },
    {
      code: 'host-of-route',
      property: '',
      check: (host, { environment }) =>
        servedHosts(environment).includes(host) &&
        `must not be ${host}, which a route in the cluster has, too: a host is served by one of them`,
      standsOn: () => ['workloads', 'addons'],
    },
    {
      code: 'host-of-record',
      property: '',
      check: (host, { environment }) => {
        const record = recordOf(host, environment);
        return record !== undefined && `must not be ${host}, whose address ${record} says already: remove the record`;
      },
      standsOn: () => ['dnsZones'],
    },
  ]),
  refersTo('origin.bucket', 'objectStores', ({ origin }) => origin.bucket),
  refersTo('webFirewall', 'webFirewalls', ({ webFirewall }) => webFirewall),
  {
    code: 'bucket-not-public',
    property: 'origin.bucket',
    check: ({ origin: { bucket } }, { environment: { objectStores } }) =>
      objectStores[bucket]?.public === false &&
      `must be a bucket that anybody may read, got "${bucket}": set objectStores.${bucket}.public, or take another bucket`,
    standsOn: ({ origin: { bucket } }) => [`objectStores.${bucket}.public`],
  },
  forEach(kept, [
    {
      code: 'parameters-unkept',
      property: 'queryParameters',
      check: ({ seconds, queryParameters }) =>
        seconds === 0 &&
        queryParameters.length > 0 &&
        'tell apart what is kept, but with seconds: 0 nothing is: leave them out, or keep answers',
    },
  ]),
  {
    code: 'many-paths',
    property: 'paths',
    check: ({ paths }) => {
      const count = Object.keys(paths).length;
      return count > MAX_PATHS && `must be at most ${MAX_PATHS}, got ${count}`;
    },
  },
  {
    code: 'path-twice',
    property: 'paths',
    check: ({ paths }) => {
      const twice = repeated(Object.values(paths).map(({ path }) => path));
      return twice.length > 0 && `must have each path once, got ${twice.join(', ')} twice`;
    },
  },
];
