/** LoadBalancer: a gateway behind it, hosts in zones, a name of the gateway's own, and times that fit each other. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { servedHosts } from '../addons/gateway/routes';
import { gatewayCdns } from '../cdn/before';
import { recordOf } from '../dns-zone/addresses';
import { hostsAlike } from '../dns-zone/domains';
import { refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { originHostOf } from './origin';
import type { LoadBalancerProps } from './schema';

type Context = RuleContext<Environment>;

export const loadBalancerRules: RuleTable<LoadBalancerProps, Context> = [
  {
    code: 'requires-gateway',
    property: '',
    check: (_, { environment: { addons } }) =>
      addons.gateway === undefined && 'requires addons.gateway, to which it brings requests',
    standsOn: () => ['addons.gateway'],
  },
  {
    code: 'nothing-to-serve',
    property: '',
    check: (_, { environment }) =>
      environment.addons.gateway !== undefined &&
      servedHosts(environment).length === 0 &&
      'has no host to serve: give workloads routes, or remove it',
    standsOn: () => ['workloads', 'addons'],
  },
  {
    code: 'hosts-alike',
    property: '',
    check: (_, { environment }) => {
      const both = hostsAlike(servedHosts(environment));
      return (
        both !== undefined &&
        `must not serve both ${both}, which differ in dots and hyphens alone: ids of resources do not tell these apart. Rename one of them`
      );
    },
    standsOn: () => ['workloads', 'addons'],
  },
  refersTo('zone', 'dnsZones', ({ zone }) => zone),
  refersTo('webFirewall', 'webFirewalls', ({ webFirewall }) => webFirewall),
  {
    code: 'firewall-behind-cdn',
    property: 'webFirewall',
    check: ({ webFirewall }, { environment }) => {
      const [name] = gatewayCdns(environment)[0] ?? [];
      return (
        webFirewall !== undefined &&
        name !== undefined &&
        `must be left out behind cdns.${name}, where clients come in: name the firewall in cdns.${name}.webFirewall`
      );
    },
    standsOn: () => ['cdns'],
  },
  {
    code: 'host-beside-cdn',
    property: '',
    check: (_, { environment }) => {
      const before = gatewayCdns(environment);
      const reached = new Set(before.flatMap(([, { hosts }]) => hosts));
      const others = servedHosts(environment).filter((host) => !reached.has(host));
      return (
        before.length > 0 &&
        others.length > 0 &&
        `serves ${others.join(', ')}, which no Cdn before it has: clients reach the gateway through cdns.${before.map(([name]) => name).join(', cdns.')} alone. Name every host of routes in their hosts, and hosts of wildcards one by one`
      );
    },
    standsOn: () => ['cdns', 'workloads', 'addons'],
  },
  {
    code: 'zone-unsaid',
    property: 'zone',
    check: ({ zone }, { environment: { dnsZones } }) => {
      const names = Object.keys(dnsZones);
      if (zone !== undefined || names.length === 1) return false;
      return names.length === 0
        ? "is missing, and there is none: give the hosts' domain an entry in dnsZones"
        : `must be one of ${names.join(', ')}: say in which of them the gateway has its own name`;
    },
    standsOn: () => ['dnsZones'],
  },
  {
    code: 'origin-taken',
    property: '',
    check: (_, { environment }) => {
      const host = originHostOf(environment);
      if (host === undefined) return false;
      const isServed = [...servedHosts(environment), ...Object.values(environment.cdns).flatMap(({ hosts }) => hosts)];
      const owner = isServed.includes(host) ? 'a route or a Cdn' : recordOf(host, environment);
      return (
        owner !== undefined && `needs ${host} as the gateway's own name, but ${owner} has it: give that another name`
      );
    },
    standsOn: () => ['dnsZones', 'workloads', 'cdns'],
  },
  {
    code: 'idle-above-gateway',
    property: 'idleSeconds',
    check: ({ idleSeconds }, { environment: { addons } }) => {
      const gateway = addons.gateway?.idleSeconds;
      return (
        gateway !== undefined &&
        idleSeconds > gateway &&
        `must be at most addons.gateway.idleSeconds ${gateway}, got ${idleSeconds}: the gateway would end requests for which the load balancer still waits`
      );
    },
    standsOn: () => ['addons.gateway'],
  },
  {
    code: 'drain-above-proxies',
    property: 'drainSeconds',
    check: ({ drainSeconds }, { environment: { addons } }) => {
      const proxies = addons.gateway?.proxies.drainSeconds;
      return (
        proxies !== undefined &&
        drainSeconds > proxies &&
        `must be at most addons.gateway.proxies.drainSeconds ${proxies}, got ${drainSeconds}: proxies would be gone while the load balancer still sends them requests. Raise that of the proxies`
      );
    },
    standsOn: () => ['addons.gateway'],
  },
];
