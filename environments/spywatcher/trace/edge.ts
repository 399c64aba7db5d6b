/** What stands between the internet and the environment. */
import { httpsAt, loadBalancer } from '../../evidence/load-balancer';
import { rateLimitOf } from '../../evidence/web-firewall';
import { domainsOf } from '../base';

export { standardDdosProtection } from '../../evidence/load-balancer';
export { firewall } from '../../evidence/web-firewall';

export const balancer = loadBalancer({
  system: 'spywatcher',
  nameOnAws: 'spywatcher-production-loa-867672',
  domains: domainsOf('production'),
});

export const https = (environment: string) =>
  httpsAt({ environment, domains: domainsOf(environment), labels: ['@', 'api', 'grafana'] });

export const rateLimit = rateLimitOf({ requests: 3000, seconds: 300 });
