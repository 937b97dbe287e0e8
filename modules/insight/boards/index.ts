import type { Board } from './board.ts'
import { evidenceBoard } from './evidence.tsx'
import { forecastBoard } from './forecast.tsx'
import { funnelBoard } from './funnel.tsx'
import { fieldsBoard, originBoard } from './groups.tsx'
import { oversightBoard } from './oversight.tsx'
import { timeBoard } from './time.tsx'

export type { Board, Sheet, Shown } from './board.ts'

export const all: readonly Board[] = [
  funnelBoard,
  originBoard,
  fieldsBoard,
  timeBoard,
  evidenceBoard,
  forecastBoard,
  oversightBoard,
]
