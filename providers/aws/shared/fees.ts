/**
 * What AWS charges beside machines, in US dollars at list prices: by the hour, disks by GiB and month. Extended support of a version
 * of Kubernetes costs more. Disks are gp3, a load balancer one of the network.
 */
export const fees = {
  region: 'us-east-1',
  asOf: '2026-09-29',
  controlPlane: 0.1,
  natGateway: 0.045,
  diskGiBMonth: 0.08,
  loadBalancer: 0.0225,
} as const;
