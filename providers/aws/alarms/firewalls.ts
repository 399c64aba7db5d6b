/** Web firewalls on AWS as charts: docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html */
import { firewallsIn } from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';
import type { AwsTypes } from '../types';
import type { Chart } from './dashboard';

type Deps = Pick<AlarmsDeps<AwsTypes>, 'environment' | 'foundation' | 'nameInEdge'>;

/** Requests that met any rule. */
const RULE = 'ALL';

export const firewallCharts = ({ environment, foundation, nameInEdge }: Deps): Chart[] =>
  firewallsIn(environment).map(({ name, id, guarded, counts }) => {
    const { loadBalancer, gatewayCdns, bucketCdns } = guarded;
    const ofRegion = {
      words: [],
      what: 'The load balancer',
      dimensions: { WebACL: nameInEdge(names.webAcl, id), Region: foundation.target.region, Rule: RULE },
    };
    const ofCloudFront = {
      words: [],
      what: 'CloudFront',
      dimensions: { WebACL: nameInEdge(names.webAcl, id, 'global'), Rule: RULE },
      region: GLOBAL_REGION,
    };
    return {
      name,
      row: {
        namespace: 'AWS/WAFV2',
        metrics: { value: { name: counts ? 'CountedRequests' : 'BlockedRequests', statistic: 'Sum' } },
      },
      targets: [
        ...(loadBalancer ? [ofRegion] : []),
        ...(gatewayCdns.length + bucketCdns.length > 0 ? [ofCloudFront] : []),
      ],
    };
  });
