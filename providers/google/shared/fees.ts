/**
 * What Google charges beside machines, by the hour or, for disks, by GiB and month, in US dollars at list prices: the channel Extended costs more.
 * Disks are pd-balanced, the load balancer one forwarding rule.
 */
export const fees = {
  region: 'us-central1',
  asOf: '2026-09-29',
  controlPlane: 0.1,
  diskGiBMonth: 0.1,
  loadBalancer: 0.025,
} as const;
