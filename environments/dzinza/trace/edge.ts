/** What stands between the internet and the environment. */
import { done } from '../../../index';
import { cdnFiles, keptForYear } from '../../evidence/cdn';
import { httpsAt, loadBalancer, standardDdosProtectionOf } from '../../evidence/load-balancer';
import { firewallOf, rateLimitOf } from '../../evidence/web-firewall';
import { domainsOf } from '../base';

/** In production, where clients come through CDNs. */
const behindCdn = true;

export const standardDdosProtection = standardDdosProtectionOf({ behindCdn });

export const firewall = firewallOf({ behindCdn });

export { firewall as stagingFirewall } from '../../evidence/web-firewall';

export const cdn = done(
  cdnFiles('static', domainsOf('production')),
  keptForYear({ name: 'site', path: ['assets', '/assets/'], domains: domainsOf('production') }),
);

export const balancer = loadBalancer({
  system: 'dzinza',
  nameOnAws: 'dzinza-production-load-balancer',
  domains: domainsOf('production'),
  behindCdn,
});

export const https = (environment: string) =>
  httpsAt({
    environment,
    domains: domainsOf(environment),
    labels: ['@', 'api', 'grafana'],
    behindCdn: environment === 'production',
  });

export const rateLimit = rateLimitOf({ requests: 3000, seconds: 300, behindCdn });
