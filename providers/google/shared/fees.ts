/**
 * What Google charges beside machines, in US dollars at list prices: by the hour, disks by GiB and month. The channel Extended costs
 * more. Disks are pd-balanced, a load balancer a forwarding rule. Cloud Armor Enterprise is by the month, pay as you go:
 * cloud.google.com/armor/docs/armor-enterprise-overview
 */
export const fees = {
  region: 'us-central1',
  asOf: '2026-09-29',
  controlPlane: 0.1,
  diskGiBMonth: 0.1,
  loadBalancer: 0.025,
  armorEnterpriseMonth: 200,
} as const;
