const epoch = Date.UTC(2025, 0, 1)

/**
 * What one of something counts for that happened at this time. It is twice as much for every half-life that it happened
 * later, which orders and compares sums as if what is older faded, and no sum ever has to be changed by time alone. A sum
 * divided by the weight of the present is how many it stands for now. With a half-life of a month it would leave what a
 * double holds after 80 years.
 */
export const weightAt = (time: Date, { halfLifeDays }: { readonly halfLifeDays: number }): number =>
  2 ** ((time.getTime() - epoch) / (halfLifeDays * 86_400_000))
