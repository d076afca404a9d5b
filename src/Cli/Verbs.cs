using System.CommandLine;
using CostGuard.Cli.Reports;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Errors;

namespace CostGuard.Cli;

/// <summary>Makes commands whose failures all look alike: code, reason, fix, exit code.</summary>
public sealed class Verbs(GlobalOptions globals, Surroundings surroundings)
{
    public const int Interrupted = 130;

    public GlobalOptions Globals => globals;

    /// <summary>A command that does something.</summary>
    public Command Make(string name, string description, IEnumerable<Symbol> symbols, Func<Session, CancellationToken, Task<int>> run)
    {
        Command command = Group(name, description, symbols);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, run, cancellationToken));
        return command;
    }

    /// <summary>A command that only reads, and answers with one table: report definitions can name it.</summary>
    public Command Ask(string name, string description, IEnumerable<Symbol> symbols, Func<Session, CancellationToken, Task<int>> answer)
    {
        Command command = Filled(new TableCommand(name, description, answer), symbols);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, answer, cancellationToken));
        return command;
    }

    /// <summary>A noun with verbs below it.</summary>
    public static Command Group(string name, string description, IEnumerable<Symbol> symbols) => Filled(new Command(name, description), symbols);

    private static Command Filled(Command command, IEnumerable<Symbol> symbols)
    {
        foreach (Symbol symbol in symbols)
        {
            switch (symbol)
            {
                case Command verb: command.Add(verb); break;
                case Option option: command.Add(option); break;
                case Argument argument: command.Add(argument); break;
                default: throw new ArgumentException($"{symbol} is neither a command nor an option nor an argument.", nameof(symbols));
            }
        }

        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, Func<Session, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var session = new Session(arguments, globals, surroundings);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                return await run(session, cancellationToken).ConfigureAwait(false);
            }
            catch (CostGuardException refusal)
            {
                ErrorPrinter.Print(surroundings.Error, refusal);
                if (session.Verbose) await surroundings.Error.WriteLineAsync(refusal.ToString()).ConfigureAwait(false);
                return refusal.ExitCode;
            }
            catch (OperationCanceledException)
            {
                await surroundings.Error.WriteLineAsync("Stopped. What was finished is kept; the rest was not begun.").ConfigureAwait(false);
                return Interrupted;
            }
#pragma warning disable CA1031 // The last resort of the process: a fault is shown with a code instead of a bare stack trace.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                ErrorPrinter.Print(surroundings.Error, CommandErrors.Unexpected.At(fault.Message), withMore: true);
                if (session.Verbose) await surroundings.Error.WriteLineAsync(fault.ToString()).ConfigureAwait(false);
                return 1;
            }
        }
    }
}
