/** The only clock of this package: milliseconds since some moment, never backwards. A budget of steps does not read it. */
export const now = (): number => performance.now()
