/** Tests of Ask's durable code; the world outside is played by {@link ScriptedWorld} and {@link ScriptedSteps}. */
@NullMarked
package dev.askdesk.workflows.ask;

import org.jspecify.annotations.NullMarked;
