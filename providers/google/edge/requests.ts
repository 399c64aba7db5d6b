/** Records of requests that a load balancer writes, in Cloud Logging's query language. */
const REQUESTS = 'resource.type="http_load_balancer"';

/** Those of a load balancer, by the name of its URL map. */
export const requestsOf = (urlMap: string): string => `${REQUESTS} AND resource.labels.url_map_name="${urlMap}"`;

/** Those that a security policy was asked about, which records name by its kind. */
export const requestsAskedBy = (policy: string, kind: 'SecurityPolicy' | 'EdgeSecurityPolicy'): string =>
  `${REQUESTS} AND jsonPayload.enforced${kind}.name="${policy}"`;
