// What apps/web/islands.ts does for this island alone, for the test in a browser.
import { start } from './check-in.ts'

for (const root of document.querySelectorAll<HTMLElement>('[data-island="check-in"]')) void start(root)
