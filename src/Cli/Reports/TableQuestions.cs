using System.CommandLine;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Reports;

/// <summary>Asks the commands that answer with a table, as if they were typed. Which commands those are, and what they accept, the command tree itself says.</summary>
public sealed class TableQuestions
{
    // A value that begins with @ is a value, not the name of a file with more words.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    private readonly GlobalOptions _globals = new();
    private readonly RootCommand _root;
    private readonly SortedDictionary<string, TableCommand> _commands = new(StringComparer.Ordinal);

    private TableQuestions()
    {
        _root = CommandTree.Build(Nobody, _globals);
        foreach (Command noun in _root.Subcommands)
        {
            foreach (TableCommand verb in noun.Subcommands.OfType<TableCommand>()) _commands.Add($"{noun.Name} {verb.Name}", verb);
        }
    }

    /// <summary>"cost show", "budget list", …</summary>
    public static IReadOnlyList<string> Names { get; } = new LazyNames(() => new TableQuestions()._commands.Keys);

    public static TableQuestions Open() => new();

    /// <summary>The command of a name; null when there is none that answers with a table.</summary>
    internal TableCommand? Find(string table) => _commands.GetValueOrDefault(table);

    /// <summary>Reads a command line by the very parser of the program.</summary>
    public ParseResult Parse(string table, IEnumerable<string> options) => _root.Parse([.. table.Split(' '), .. options], Words);

    /// <summary>The table that the command answers.</summary>
    /// <param name="question">Command and options.</param>
    /// <param name="surroundings">Clock and environment; nothing is printed to its streams.</param>
    /// <param name="rooms">The rooms of the home.</param>
    /// <param name="configuration">The configuration of the home.</param>
    /// <param name="asOf">The moment that is judged.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="CostGuardException">The command refused, or it had no table to answer with.</exception>
    public async Task<ReportTable> AskAsync(
        (string Table, IReadOnlyList<string> Options) question, Surroundings surroundings, IServiceProvider rooms, CostGuardConfiguration configuration, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        TableCommand command = Find(question.Table) ?? throw new CostGuardException(2, ReportErrors.NoTable.At($"'{question.Table}' is no command that answers with a table."));
        ParseResult parsed = Parse(question.Table, [$"--as-of={asOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", "--output=none", .. question.Options]);
        if (parsed.Errors.Count > 0) throw new CostGuardException(2, CommandErrors.BadArgument.At(parsed.Errors[0].Message));
        using var said = new StringWriter();
        ReportTable? answered = null;
        Session session = Session.Lent(
            parsed, _globals, surroundings with { Out = said, Error = said, IsTerminal = false, IsErrorTerminal = false }, configuration, rooms, table => answered = table);
        await using (session.ConfigureAwait(false))
        {
            int code = await command.Answer(session, cancellationToken).ConfigureAwait(false);
            return answered ?? throw new CostGuardException(code == 0 ? 5 : code, ReportErrors.NoTable.At(
                $"'costguard {question.Table}' had no table to answer with.{(said.ToString().Trim() is { Length: > 0 } words ? " It said: " + words : "")}"));
        }
    }

    private static Surroundings Nobody => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        OutStream = () => Stream.Null,
        In = TextReader.Null,
        Clock = TimeProvider.System,
        Variables = new Dictionary<string, string>(),
        WorkingFolder = Path.GetTempPath(),
        IsTerminal = false,
        IsErrorTerminal = false,
        Width = 500,
    };
}
