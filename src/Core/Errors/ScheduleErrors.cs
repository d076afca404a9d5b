namespace CostGuard.Core.Errors;

/// <summary>Codes of schedules (their YAML form has its own codes below CG2320).</summary>
public static class ScheduleErrors
{
    /// <summary>CG2310.</summary>
    public static readonly ErrorInfo FieldCount = new(
        "CG2310",
        "A cron expression has the wrong number of fields",
        "Schedules use Quartz cron, which begins with seconds and so has 6 fields, or 7 with a year. Five fields is the Unix form.",
        "Put '0' before the expression and '?' for the day that does not matter, as the message shows.");

    /// <summary>CG2320.</summary>
    public static readonly ErrorInfo BadCron = new(
        "CG2320",
        "A cron expression cannot be read",
        "A field holds a value outside its range or a word that Quartz cron does not know.",
        "Seconds 0-59, minutes 0-59, hours 0-23, day 1-31 or L or ?, month 1-12 or JAN-DEC, weekday 1-7 or SUN-SAT or ?, optional year.");

    /// <summary>CG2321.</summary>
    public static readonly ErrorInfo NeverFires = new(
        "CG2321",
        "A cron expression never fires",
        "No instant in the coming years satisfies all its fields, for example because its year is over.",
        "Change the day, month or year, or remove the schedule.");

    /// <summary>CG2322.</summary>
    public static readonly ErrorInfo UnknownZone = new(
        "CG2322",
        "A time zone is not known",
        "Schedules name their time zone by its IANA id, so that they mean the same on every operating system.",
        "Use an id such as Europe/Berlin, America/New_York or UTC.");

    /// <summary>CG2323.</summary>
    public static readonly ErrorInfo UnknownSchedule = new(
        "CG2323",
        "There is no schedule of this name",
        "Schedules are the YAML files in the folder schedules/ of the home; the name is metadata.name.",
        "List them with 'costguard schedule list'.");

    /// <summary>CG2324.</summary>
    public static readonly ErrorInfo AlreadyRunning = new(
        "CG2324",
        "The schedule is running already",
        "Runs of one schedule never overlap, in this process or another.",
        "Wait for the run to end; 'costguard schedule list' shows it. The lease of a process that died runs out within minutes.");

    /// <summary>CG2325.</summary>
    public static readonly ErrorInfo UnknownAction = new(
        "CG2325",
        "A schedule names an action that does not exist",
        "A schedule runs one of the program's actions.",
        "Use run: collect, mail, report or daily.");
}
