/** What stands between the internet and the environment. */
import { done } from '../../../index';
import { cdnFiles } from '../../evidence/cdn';
import { httpsAt, loadBalancer } from '../../evidence/load-balancer';
import { rateLimitOf } from '../../evidence/web-firewall';
import { domainsOf } from '../base';

export { firewall } from '../../evidence/web-firewall';

export const cdn = done(cdnFiles('assets', domainsOf('production')));

export const balancer = loadBalancer({
  system: 'fieldday',
  nameOnAws: 'fieldday-production-load-54fd02',
  domains: domainsOf('production'),
});

export const https = (environment: string) =>
  httpsAt({ environment, domains: domainsOf(environment), labels: ['api', 'auth', 'chat', 'grafana'] });

export const rateLimit = rateLimitOf({ requests: 3000, seconds: 300 });
