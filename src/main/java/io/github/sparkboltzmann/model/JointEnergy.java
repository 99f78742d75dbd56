package io.github.sparkboltzmann.model;

/**
 * Whether the energy of a machine's layers and couplings is that of what is trained. It is not where several machines are parameters of one training: a stack
 * ({@link StackMachine}) and the machine of wake-sleep ({@link WakeSleepMachine}) have conditionals, but no energy, and so no free energy, log Z or temperature.
 */
public final class JointEnergy {
    private JointEnergy() {}

    /** Whether a machine is one and not several. */
    public static boolean isOf(Machine machine) {
        return !StackMachine.isStack(machine) && !WakeSleepMachine.isWakeSleep(machine);
    }

    /** @throws IllegalArgumentException for a machine that is several, where a likelihood is asked for */
    public static void require(Machine machine) {
        if (!isOf(machine)) {
            throw new IllegalArgumentException(
                    "A stack has no joint energy, so that there is no log Z and no likelihood of its rows, nor a bound of one; set likelihood to none, and"
                            + " compare reconstruction errors or what a classifier makes of its features.");
        }
    }
}
