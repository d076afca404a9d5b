using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard init: a new home, as files made for Git.</summary>
public static class InitCommand
{
    public static Command Build(Verbs verbs)
    {
        var company = new Option<string?>("--company") { Description = "Company name.", HelpName = "NAME" };
        var currency = new Option<string?>("--currency") { Description = "Reporting currency (ISO 4217). Default: USD.", HelpName = "CODE" };
        var zone = new Option<string?>("--time-zone") { Description = "IANA time zone of schedules. Default: UTC.", HelpName = "ZONE" };
        var fiscal = new Option<int?>("--fiscal-year-start") { Description = "First month of the fiscal year, 1 to 12. Default: 1.", HelpName = "MONTH" };
        return verbs.Make("init", "Make a home: configuration as files, schedules, schemas for your editor. Changes no file that exists.", [company, currency, zone, fiscal], (session, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var questions = new Questions(session);
            InitAnswers answers = new(
                session.Arguments.GetValue(company) ?? questions.Ask("Company name", "My company"),
                Parse(session.Arguments.GetValue(currency) ?? questions.Ask("Reporting currency", "USD")),
                session.Arguments.GetValue(zone) ?? questions.Ask("Time zone", "UTC"),
                session.Arguments.GetValue(fiscal) ?? Month(questions.Ask("First month of the fiscal year", "1")));
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(answers.TimeZone, out TimeZoneInfo? _))
                throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{answers.TimeZone}' is no time zone this machine knows; write an IANA name such as Europe/Berlin."));
            IReadOnlyList<string> written = HomeTemplates.Write(session.Home, answers);
            Directory.CreateDirectory(session.Home.Data);
            Tell(session, written);
            return Task.FromResult(0);
        });
    }

    private static void Tell(Session session, IReadOnlyList<string> written)
    {
        if (session.Quiet) return;
        session.Screen.Line(written.Count == 0 ? $"{session.Home.Path} is a home already; nothing was changed." : $"Wrote {written.Count} files to {session.Home.Path}:");
        foreach (string file in written.Where(file => !file.StartsWith('.'))) session.Screen.Line($"  {file}");
        string home = Path.GetRelativePath(session.Surroundings.WorkingFolder, session.Home.Path);
        session.Screen.Line($"""

            Next:
              costguard --home {home} import FILE --source NAME     store a billing file (FOCUS: CSV, CSV.gz, Parquet)
              costguard --home {home} cost show --by service --period all
              costguard --home {home} config validate              after you have written teams/ and budgets/
            """);
    }

    private static Currency Parse(string text) => Currency.TryParse(text, out Currency currency)
        ? currency
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{text}' is not a three-letter currency code such as USD."));

    private static int Month(string text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int month) && month is >= 1 and <= 12
        ? month
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{text}' is not a month from 1 to 12."));

    private sealed class Questions(Session session)
    {
        /// <summary>Asks a person; takes the default where nobody can answer.</summary>
        public string Ask(string question, string standard)
        {
            if (session.NoInput) return standard;
            session.Surroundings.Error.Write($"{question} [{standard}]: ");
            string? answer = session.Surroundings.In.ReadLine();
            return string.IsNullOrWhiteSpace(answer) ? standard : answer.Trim();
        }
    }
}
