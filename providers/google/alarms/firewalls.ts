/** Web firewalls on Google as charts: docs.cloud.google.com/armor/docs/monitoring */
import { firewallsIn } from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { refusesByLists } from '../web-firewall/policy-rules';
import type { Chart } from './dashboard';

type Deps = Pick<AlarmsDeps<GoogleTypes>, 'environment' | 'nameInEdge'>;

/** Of what a policy refuses, and of what it would refuse if it did more than count. */
const METRICS = { enforced: 'request_count', previewed: 'previewed_request_count' };

export const firewallCharts = ({ environment, nameInEdge }: Deps): Chart[] =>
  firewallsIn(environment).map(({ name, id, props, guarded, counts }) => {
    const { loadBalancer, gatewayCdns, bucketCdns } = guarded;
    const policy = (what: string, ...part: readonly string[]) => ({
      words: [],
      what,
      resource: 'network_security_policy',
      labels: { policy_name: nameInEdge(names.securityPolicy, id, ...part) },
    });
    const cdns = gatewayCdns.length + bucketCdns.length;
    return {
      name,
      row: [
        {
          metric: () => ({
            type: `networksecurity.googleapis.com/https/${METRICS[counts ? 'previewed' : 'enforced']}`,
            labels: { blocked: 'true' },
            aligner: 'ALIGN_SUM',
            reducer: 'REDUCE_SUM',
          }),
        },
      ],
      targets: [
        ...(loadBalancer || gatewayCdns.length > 0 ? [policy('The load balancer')] : []),
        ...(cdns > 0 && refusesByLists(props) ? [policy('Cdns', 'edge')] : []),
      ],
    };
  });
