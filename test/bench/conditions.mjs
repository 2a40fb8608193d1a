const KBIT = 1000 / 8

/** Throttles, applied by the browser. The slow phone: 150 ms latency, 1.6 Mbit/s down, 750 kbit/s up, 4× CPU. */
export const conditions = [
  { name: '1x', title: '1× CPU', cpu: 1 },
  { name: '4x', title: '4× CPU', cpu: 4 },
  { name: '6x', title: '6× CPU', cpu: 6 },
  {
    name: 'phone',
    title: 'slow phone network, 4× CPU',
    cpu: 4,
    network: { latency: 150, downloadThroughput: 1600 * KBIT, uploadThroughput: 750 * KBIT, offline: false },
  },
]
