using System.Text.RegularExpressions;

namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>A form that a text must have.</summary>
/// <param name="Pattern">Regular expression that .NET and JSON Schema both read.</param>
/// <param name="What">"a month such as 2026-11".</param>
public sealed record TextForm(string Pattern, string What)
{
    public const string NamePattern = "^[a-z][a-z0-9-]{1,62}$";

    private const string EmailPattern = """[^@\s,;<>"]+@[^@\s,;<>"]+""";

    public static TextForm Name { get; } = new(NamePattern, "a name such as payments (2 to 63 lower-case letters, digits and hyphens, the first a letter)");

    public static TextForm Receiver { get; } = new("^(pool:)?[a-z][a-z0-9-]{1,62}$", "a team, or pool:RULE for the pool of another rule");

    /// <summary>Where a secret is; never the secret.</summary>
    public static TextForm SecretPlace { get; } = new("^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)?$", "a reference: env:NAME or file:PATH");

    /// <summary>The same where it must be given.</summary>
    public static TextForm SecretReference { get; } = SecretPlace with { Pattern = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$" };

    public static TextForm Fingerprint { get; } = new("^([0-9A-Fa-f]{64})?$", "a SHA-256 in 64 hex digits");

    public static TextForm Month { get; } = new("^[1-9][0-9]{3}-(0[1-9]|1[0-2])$", "a month such as 2026-11");

    public static TextForm MonthOrDay { get; } =
        new("^[1-9][0-9]{3}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$", "a month such as 2026-11 or a day such as 2026-11-15");

    public static TextForm Duration { get; } = new("^[1-9][0-9]{0,4}[smhd]$", "a duration such as 36h, 10m or 3d");

    public static TextForm Currency { get; } = new("^[A-Z]{3}$", "a currency code such as USD");

    public static TextForm Email { get; } = new($"^{EmailPattern}$", "an e-mail address");

    public static TextForm Recipient { get; } = new($"^(owner|deputies|{EmailPattern})$", "\"owner\", \"deputies\" or an e-mail address");

    public static TextForm TeamOrEmail { get; } = new($"^([a-z][a-z0-9-]{{1,62}}|{EmailPattern})$", "a team or an e-mail address");

    public static TextForm Percent { get; } = new(@"^[0-9]{1,4}(\.[0-9]+)?%$", "a share such as 80% or 0.8");

    public static TextForm SignedPercent { get; } = new(@"^-?[0-9]{1,4}(\.[0-9]+)?%$", "a share such as 5%, -2% or 0.05");

    public static TextForm Time { get; } = new("^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day such as 07:00");

    public static TextForm Every { get; } = new(
        "^(day|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|month ([1-9]|[12][0-9]|3[01]|last)) ([01][0-9]|2[0-3]):[0-5][0-9]$",
        "a time such as \"monday 07:00\", \"day 06:00\", \"weekday 06:00\", \"month 3 07:00\" or \"month last 09:00\"");

    // $ also accepts a line feed at the end in .NET, so the text is looked at for one.
    public bool Fits(string text) =>
        !text.EndsWith('\n') && Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
