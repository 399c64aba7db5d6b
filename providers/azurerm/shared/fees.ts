/**
 * What Azure charges beside machines, by the hour or, for disks, by GiB and month, in US dollars at list prices: the tier Premium, for long-term support, costs more.
 * Disks are of 128 GiB, larger ones cost hardly less per GiB; the load balancer has up to five rules.
 */
export const fees = {
  region: 'eastus',
  asOf: '2026-10-02',
  controlPlane: 0.1,
  diskGiBMonth: { Premium_LRS: 0.154, StandardSSD_LRS: 0.075 },
  loadBalancer: 0.025,
} as const;
