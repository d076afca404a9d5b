using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration;

/// <summary>Every process setting, with its default. The same description checks files and environment, and writes the schema.</summary>
public static class AppSettings
{
    public const string Section = "CostGuard";

    /// <summary>Settings of the section that are no section themselves.</summary>
    public static IReadOnlyList<string> Addresses { get; } = ["PublicUrl", "PagesUrl"];

    public static MapShape Shape { get; } = new(
        new Field("$schema", Form.Text("Schema of this file, for editors.")),
        new Field(Section, new MapShape(
            new Field("PublicUrl", Form.Text("Address under which readers reach 'costguard serve', by which they leave a mail with one click; empty: they answer the mail.") with { Default = "" }),
            new Field("PagesUrl", Form.Text("Address of pages about teams and anomalies (teams/ID, anomalies/ID), to which mails, workbooks and webhooks link. CostGuard serves none itself yet: empty leaves the links out and names commands.") with { Default = "" }),
            new Field("Web", Web),
            new Field("Mail", Mail),
            new Field("Webhooks", Webhooks),
            new Field("Scheduler", Scheduler))),
        new Field("Logging", new MapShape(new Field("LogLevel", new MapShape(new Field("Default", Level with { Default = "Information" }))
        {
            Open = new OpenKeys("^[A-Za-z][A-Za-z0-9_.]*$", "a logger's name", Level),
        }))));

    private static TextShape Level => Form.Choice("Lowest level that is logged.", "Trace", "Debug", "Information", "Warning", "Error", "Critical", "None");

    private static MapShape Web => new(
        new Field("Listen", Form.Text("Address that 'costguard serve' listens on.") with { Default = "http://127.0.0.1:5080" }));

    private static MapShape Mail => new(
        new Field("Host", Form.Text("SMTP server; empty writes .eml files to data/out instead.") with { Default = "" }),
        new Field("Port", new NumberShape(1, 65535, Whole: true) { Default = "587", Description = "SMTP port." }),
        new Field("Tls", Form.Choice("Require: STARTTLS or nothing is sent. Implicit: TLS from the first byte. None: no TLS.", "Require", "Implicit", "None") with { Default = "Require" }),
        new Field("User", Form.Text("User name; empty signs in nowhere.") with { Default = "" }),
        new Field("PasswordRef", Form.Text(TextForm.SecretPlace, "Where the password is: env:NAME or file:PATH.") with { Default = "", Secret = true }),
        new Field("From", Form.Text("Sender.") with { Default = "costguard@localhost.localdomain" }),
        new Field("ReplyTo", Form.Text("Where answers go.") with { Default = "" }),
        new Field("MaxAttachmentMb", new NumberShape(1, 50, Whole: true) { Default = "10", Description = "Largest attachments of a mail, in MiB." }),
        new Field("TimeoutSeconds", new NumberShape(1, 600, Whole: true) { Default = "60", Description = "Longest wait for an answer of the server." }),
        new Field("AttemptsMax", new NumberShape(1, 100, Whole: true) { Default = "8", Description = "Attempts until a temporary failure counts as final." }),
        new Field("CertificateSha256", Form.Text(TextForm.Fingerprint, "Certificate that no authority signed; empty trusts only signed ones.") with { Default = "" }),
        new Field("DryRun", Form.Flag("True sends nothing.") with { Default = "false" }),
        new Field("AllowedDomains", new ListShape(Form.Text("Domain.")) { Description = "Domains that may get mail; empty allows all." }));

    private static MapShape Webhooks => new(
        new Field("AllowPrivateNetworks", Form.Flag("True lets endpoints be in private networks and on this machine.") with { Default = "false" }),
        new Field("AllowedHosts", new ListShape(Form.Text("Host.")) { Description = "Hosts that endpoints may have; empty allows all." }),
        new Field("TimeoutSeconds", new NumberShape(1, 120, Whole: true) { Default = "20", Description = "Longest wait for an endpoint's answer." }));

    private static MapShape Scheduler => new(
        new Field("Lease", Duration("How long a run stays its process's own without a sign of life.", "5m")),
        new Field("Heartbeat", Duration("How often a running process shows that it lives.", "1m")),
        new Field("Sweep", Duration("How often the scheduler looks for runs that wait or were missed.", "1m")),
        new Field("LateAfter", Duration("A run that starts this long after its time is marked late.", "10m")),
        new Field("AlarmAfter", Duration("Operators are told of a run that has not ended well this long after its hour and its wait for data.", "30m")),
        new Field("DeadManUrlRef", Form.Text(TextForm.SecretPlace, "Where an address is that is called after each run which did not fail: env:NAME or file:PATH.") with { Default = "", Secret = true }));

    private static TextShape Duration(string description, string standard) => Form.Text(TextForm.Duration, description) with { Default = standard };
}
