using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Reviews;

/// <summary>A program of this machine that makes a file: found by its names, run once, and stopped when it takes too long.</summary>
internal static class OutsideProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The first of the names on the PATH, or where installers put it; null when there is none.</summary>
    public static string? Find(Surroundings surroundings, IReadOnlyList<string> names, IReadOnlyList<string> places)
    {
        string[] folders = (surroundings.Environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        // Installers for Windows and macOS leave the PATH alone.
        string? root = surroundings.Environment("ProgramFiles");
        IEnumerable<string> installed = places.Where(place => Path.IsPathRooted(place) ? OperatingSystem.IsMacOS() : root is not null).Select(place => Path.IsPathRooted(place) ? place : Path.Combine(root!, place));
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).Concat(installed).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs it; what it said.</summary>
    /// <exception cref="CostGuardException">CG2750: it failed, or did not end.</exception>
    public static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false } };
        try
        {
            process.Start();
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token), answer = process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            string said = $"{await answer.ConfigureAwait(false)} {await error.ConfigureAwait(false)}".Trim();
            return process.ExitCode == 0 ? said : throw Failed($"{Path.GetFileName(program)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}: {said}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw Failed($"{Path.GetFileName(program)} did not end within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        catch (Win32Exception fault)
        {
            throw Failed($"{program}: {fault.Message}");
        }
    }

    /// <summary>CG2750: what the program said.</summary>
    public static CostGuardException Failed(string what) => new(1, ReviewErrors.PrinterFailed.At(what));
}
