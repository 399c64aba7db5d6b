/** What Azure charges by the hour beside machines, in US dollars at list prices: the tier Premium, for long-term support, costs more. */
export const fees = { region: 'eastus', asOf: '2026-10-02', controlPlane: 0.1 } as const;
