using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Idempotent.Servers;

/// <summary>Signals to a process, by its id.</summary>
public static partial class Signals
{
    public const int Quit = 3;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int processId, int signal)
    {
        if (Kill(processId, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Whether no thread of a process runs: its state is what follows its name, which ends with the last parenthesis.</summary>
    public static bool IsStopped(int processId) => Directory.GetDirectories($"/proc/{processId}/task").All(static thread =>
        File.ReadAllText(Path.Combine(thread, "stat")) is var stat && stat[stat.LastIndexOf(')') + 2] == 'T');

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
