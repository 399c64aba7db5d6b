/**
 * Web firewalls on Azure as charts: a profile of Front Door counts what its policies let through, block or log.
 * learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-cdn-profiles-metrics
 */
import { firewallsIn } from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { nameInCloud } from '../../../constructs/environment/renaming';
import { idOf } from '../../../constructs/registry';
import { present } from '../../../core/invariant';
import { compact } from '../../../core/records';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';
import type { Chart } from './dashboard';

type Deps = Pick<AlarmsDeps<AzurermTypes>, 'environment' | 'foundation' | 'loadBalancer' | 'nameInEdge'>;

export const firewallCharts = ({ environment, foundation, loadBalancer, nameInEdge }: Deps): Chart[] =>
  firewallsIn(environment).map(({ name, guarded: { loadBalancer: isAsked, gatewayCdns, bucketCdns } }) => {
    const profileOf = (cdn: string): string => {
      const id = idOf('cdn', nameInCloud(cdn, present(environment.cdns[cdn], `cdns.${cdn}`)));
      return `${foundation.resourceGroup.id}/providers/Microsoft.Cdn/profiles/${nameInEdge(names.frontDoor, id)}`;
    };
    const asks = isAsked || gatewayCdns.length > 0;
    return {
      name,
      row: {
        namespace: 'Microsoft.Cdn/profiles',
        criteria: [{ metric: 'WebApplicationFirewallRequestCount', aggregation: 'Total' }],
        by: 'Action',
      },
      targets: [
        ...compact([asks && loadBalancer]).map(({ profile }) => ({
          words: [],
          what: 'The load balancer',
          resourceId: profile.id,
        })),
        ...bucketCdns.map((cdn) => ({ words: [], what: `Cdn "${cdn}"`, resourceId: profileOf(cdn) })),
      ],
    };
  });
