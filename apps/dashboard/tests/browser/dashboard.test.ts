/** Every browser test on one server, in this order: an empty one first, a broken one last. */
import './stage.ts'
import './empty-server.ts'
import './shell.ts'
import './flows.ts'
import './accessibility.ts'
import './warning-customers.ts'
import './under-way.ts'
import './something-wrong.ts'
