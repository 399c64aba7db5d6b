/** Rules of the load balancer on Azure: what Front Door, its certificates and Azure's own load balancer refuse. */
import { servedHosts } from '../../../constructs/addons/gateway/routes';
import type { CloudRuleContext } from '../../../constructs/cloud';
import { isBelow } from '../../../constructs/dns-zone/domains';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { originZone } from '../../../constructs/load-balancer/origin';
import { firewallOf } from '../../../constructs/web-firewall/named';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { existingZone } from '../dns-zone/zone-id';
import { APEX_RENEWAL, isApex } from '../edge/apex';
import { type Sku, skuFor } from '../edge/sku';

type Rules = RuleTable<LoadBalancerProps, CloudRuleContext<AzurermTarget>>;

/** learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-front-door-standard-and-premium-service-limits */
const MAX_HOSTS: Readonly<Record<Sku, number>> = { Standard_AzureFrontDoor: 100, Premium_AzureFrontDoor: 500 };
/** github.com/kubernetes-sigs/cloud-provider-azure/blob/v1.36.5/pkg/provider/azure_loadbalancer_healthprobe.go */
const PROBE_SECONDS = 120;
/** azure.microsoft.com/pricing/details/ddos-protection, in US dollars, for up to 100 addresses of all subscriptions of a tenant. */
const PLAN_MONTH = 2944;
/** Directories of authorities that nobody trusts, for trials: letsencrypt.org/docs/staging-environment */
const STAGING = ['acme-staging-v02.api.letsencrypt.org', 'dv.acme-v02.test-api.pki.goog'];

/** Each host, at the load balancer as a whole, which does not name them itself. */
const eachHost = (_: LoadBalancerProps, { environment }: { readonly environment: Environment }) =>
  servedHosts(environment).map((host) => ['', host] as const);

/** Zones in which it writes records. */
function zonesOf(environment: Environment): [id: string, subscription: string | undefined][] {
  const hosts = servedHosts(environment);
  const origin = originZone(environment);
  return Object.entries(environment.dnsZones)
    .filter(([id, { domain }]) => id === origin || hosts.some((host) => host === domain || isBelow(host, domain)))
    .map(([id, zone]) => [id, existingZone(zone)?.subscription]);
}

export const rules: Rules = [
  forEach(eachHost, [
    {
      code: 'wildcard-host',
      property: '',
      check: (host) =>
        host.startsWith('*') &&
        `serves ${host}, for which Azure issues no certificate: name its hosts one by one, each by a route, or remove loadBalancer`,
      standsOn: () => ['workloads', 'addons'],
    },
  ]),
  {
    code: 'too-many-hosts',
    property: '',
    check: (_, { environment }) => {
      const { length } = servedHosts(environment);
      const most = MAX_HOSTS[skuFor(firewallOf(environment))];
      return (
        length > most &&
        `serves at most ${most} hosts on Azure, got ${length}: serve some of them by paths of one host, or from another environment`
      );
    },
    standsOn: () => ['workloads', 'addons', 'webFirewalls'],
  },
  {
    code: 'slow-probe',
    property: 'healthCheck',
    check: ({ healthCheck: { intervalSeconds, unhealthyAfter } }) =>
      intervalSeconds * unhealthyAfter >= PROBE_SECONDS &&
      `must find a failure in less than ${PROBE_SECONDS} seconds, as Azure's load balancer asks, got intervalSeconds ${intervalSeconds} × unhealthyAfter ${unhealthyAfter}: lower one of them`,
  },
  {
    code: 'untrusted-certificate',
    property: '',
    check: (_, { environment: { addons } }) => {
      const host = addons.certManager && new URL(addons.certManager.server).host;
      return (
        host !== undefined &&
        STAGING.includes(host) &&
        `requires a certificate of the gateway that Front Door trusts, but addons.certManager.server is ${host}, for trials: take the authority's own directory`
      );
    },
    standsOn: () => ['addons.certManager'],
  },
  {
    code: 'zone-in-another-subscription',
    property: '',
    check: (_, { environment, target: { subscription } }) => {
      const [id, other] =
        zonesOf(environment).find(([, one]) => one !== undefined && one.toLowerCase() !== subscription.toLowerCase()) ??
        [];
      return (
        id !== undefined &&
        `requires zones of subscription ${subscription}, in which it writes records, but dnsZones.${id} is in ${other}: make a zone here, and have the other one delegate to it`
      );
    },
    standsOn: () => ['dnsZones'],
  },
];

export const warnings: Rules = [
  forEach(eachHost, [
    {
      code: 'apex-renewal',
      property: '',
      check: (host, { environment }) => isApex(host, environment) && `serves ${host}, ${APEX_RENEWAL}`,
      says: `serves …, ${APEX_RENEWAL}`,
      standsOn: () => ['dnsZones', 'workloads', 'addons'],
    },
  ]),
  {
    code: 'protection-plan-price',
    property: 'ddosProtection',
    check: ({ ddosProtection }) =>
      ddosProtection === 'advanced' &&
      `is advanced: the plan costs about ${PLAN_MONTH} US dollars a month, and a tenant needs one for all of its subscriptions. If there is one, leave this standard and set ddosProtectionMode and ddosProtectionPlanId in overrides.azurerm.address`,
  },
  {
    code: 'drain-before-probe',
    property: 'drainSeconds',
    check: ({ drainSeconds, healthCheck: { intervalSeconds, unhealthyAfter } }) =>
      drainSeconds < intervalSeconds * unhealthyAfter &&
      `is ${drainSeconds}, less than the ${intervalSeconds * unhealthyAfter} seconds (healthCheck.intervalSeconds × unhealthyAfter) in which Azure's load balancer notices that a proxy goes: requests meanwhile fail`,
  },
];
