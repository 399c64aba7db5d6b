/** What stands between the internet and the environment. */
import { done } from '../../../index';
import { cdnFiles } from '../../evidence/cdn';
import { httpsAt, loadBalancer } from '../../evidence/load-balancer';
import { rateLimitOf } from '../../evidence/web-firewall';
import { domainsOf } from '../base';

export { standardDdosProtection } from '../../evidence/load-balancer';
export { firewall } from '../../evidence/web-firewall';

export const cdn = done(cdnFiles('static', domainsOf('production')));

export const balancer = loadBalancer({
  system: 'dzinza',
  nameOnAws: 'dzinza-production-load-balancer',
  domains: domainsOf('production'),
});

export const https = (environment: string) =>
  httpsAt({ environment, domains: domainsOf(environment), labels: ['@', 'api', 'grafana'] });

export const rateLimit = rateLimitOf({ requests: 3000, seconds: 300 });
