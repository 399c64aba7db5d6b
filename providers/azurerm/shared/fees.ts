/**
 * What Azure charges beside machines, in US dollars at list prices: by the hour, disks by GiB and month. The tier Premium, for
 * long-term support, costs more. Disks are Premium_LRS where the environment is highly available, else StandardSSD_LRS, of 128 GiB;
 * a load balancer has up to five rules. Front Door is by the month: azure.microsoft.com/pricing/details/frontdoor
 */
export const fees = {
  region: 'eastus',
  asOf: '2026-09-29',
  controlPlane: 0.1,
  diskGiBMonth: { highlyAvailable: 0.154, single: 0.075 },
  loadBalancer: 0.025,
  frontDoorMonth: { Standard_AzureFrontDoor: 35, Premium_AzureFrontDoor: 330 },
} as const;
