"""Nothing lost, nothing silently wrong: two processes with one output, damaged files, broken streams, devices."""
import os
import resource
import subprocess
import unittest

from commands import DONE, EXISTS, FAILED, INVALID, MAINTENANCE, SCENARIOS, TACHY, CommandTest, main

SMALL = ("run", MAINTENANCE, "--draws", "0", "--patients", "300")
LONG = ("run", MAINTENANCE, "--draws", "0", "--patients", "15000", "--log", "20%", "-q")


class TwoProcesses(CommandTest):
    def pair(self, first, second, before=()):
        one = subprocess.Popen([*before, TACHY, *map(str, first)], cwd=self.here, stderr=subprocess.DEVNULL)
        while not (self.here / ".out.h5.lock").exists() and one.poll() is None:
            pass
        two = subprocess.run([*before, TACHY, *map(str, second)], cwd=self.here, capture_output=True, text=True)
        return one.wait(), two

    def test_one_wins_and_the_other_ends_before_it_works_in_vain(self):
        for other_seed in ((), ("--seed", "5"), ("--force",)):
            first, second = self.pair((*LONG, "-o", "out.h5", "--force"), (*LONG, "-o", "out.h5", *other_seed))
            self.assertEqual(first, DONE)
            self.assertEqual(second.returncode, EXISTS, second.stderr)
            self.assertIn("another run is writing out.h5", second.stderr)
            self.expect(DONE, "check", "out.h5")
            self.assertEqual(self.left(), ["out.h5", "out.h5.run.json"])
            (self.here / "out.h5").unlink()

    @unittest.skipUnless(os.geteuid() == 0, "only root may make a namespace")
    def test_in_two_containers_with_one_process_number_too(self):
        container = ("unshare", "-p", "-f", "--mount-proc")
        if subprocess.run([*container, "true"], capture_output=True).returncode != 0:
            self.skipTest("namespaces are not allowed here")
        first, second = self.pair((*LONG, "-o", "out.h5"), (*LONG, "-o", "out.h5"), container)
        self.assertEqual((first, second.returncode), (DONE, EXISTS), second.stderr)
        self.expect(DONE, "check", "out.h5")


class Damage(CommandTest):
    def test_check_names_the_variable_that_is_damaged(self):
        import h5py
        self.expect(DONE, *SMALL, "-o", "a.h5")
        with h5py.File(self.here / "a.h5") as file:
            place = file["outcomes/response"].id.get_chunk_info(0).byte_offset
        damaged = bytearray((self.here / "a.h5").read_bytes())
        damaged[place + 50] ^= 4
        self.write("a.h5", bytes(damaged))
        errors = self.expect(INVALID, "check", "a.h5").stderr
        self.assertIn("does not fit its checksum", errors)
        self.assertIn("the variable '/outcomes/response' is damaged", errors)

    def test_a_file_whose_checksum_is_gone_is_refused(self):
        self.expect(DONE, *SMALL, "-o", "a.h5")
        self.write("a.h5", (self.here / "a.h5").read_bytes()[:-105])
        self.assertIn("checksum", self.expect(FAILED, "compare", "a.h5").stderr)


class Streams(CommandTest):
    def shell(self, line):
        return subprocess.run(["sh", "-c", line, TACHY, str(MAINTENANCE)], cwd=self.here, capture_output=True,
                              timeout=120).returncode

    def test_a_full_or_closed_standard_error_changes_no_exit_code(self):
        for redirection in ("2>/dev/full", "2>&-"):
            self.assertEqual(self.shell(f'"$0" check nowhere.yaml {redirection}'), INVALID)
            run = f'"$0" run "$1" --draws 0 --patients 300 --force -o out.h5 --log-format json {redirection}'
            self.assertEqual(self.shell(run), DONE)
            self.expect(DONE, "check", "out.h5")

    def test_a_dead_reader_of_the_log_ends_no_run(self):
        line = '{ "$0" run "$1" --draws 0 --patients 300 -o out.h5 --log-format json 2>&1 >/dev/null; echo $? >code; } | true'
        self.shell(line)
        self.assertEqual((self.here / "code").read_text().strip(), "0")

    def test_a_pipe_in_the_way_of_the_part_is_refused(self):
        os.mkfifo(self.here / "out.h5.part")
        self.assertIn("no regular file", self.expect(FAILED, *SMALL, "-o", "out.h5").stderr)

    def test_a_pipe_or_a_folder_under_the_name_of_the_run_file_costs_only_that_file(self):
        for make in (os.mkfifo, os.mkdir):
            make(self.here / "out.h5.run.json")
            result = self.expect(DONE, *SMALL, "-o", "out.h5", "--force")
            self.assertIn("the result is written", result.stderr)
            self.assertIn("out.h5.run.json is no regular file", result.stderr)
            self.expect(DONE, "check", "out.h5")
            if make == os.mkfifo:
                (self.here / "out.h5.run.json").unlink()

    def test_a_pipe_is_no_input(self):
        os.mkfifo(self.here / "pipe")
        self.expect(INVALID, "check", "pipe")
        self.expect(INVALID, "run", "pipe")
        for reading in (("compare", "pipe"), ("export", "pipe", "--csv", "tables")):
            self.assertIn("no regular file", self.expect(FAILED, *reading).stderr)


class Outputs(CommandTest):
    def test_a_device_is_written_to_or_refused_but_never_replaced(self):
        self.assertIn("device", self.expect(FAILED, *SMALL, "-o", "/dev/null", "--force").stderr)
        story = ("replay", MAINTENANCE, "--patient", "3", "--csv", "/dev/stdout")
        self.assertTrue(self.expect(DONE, *story).stdout.startswith("patient,arm"))
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_an_output_that_is_the_input_is_refused(self):
        self.expect(DONE, *SMALL, "--log", "5%", "-o", "a.h5")
        self.assertIn("would be replaced", self.expect(FAILED, "export", "a.h5", "--nonmem", "a.h5").stderr)
        self.expect(DONE, "check", "a.h5")
        os.symlink(SCENARIOS / "library", self.here / "library")
        posterior = SCENARIOS / "library/posteriors/calibrated.csv"
        inputs = {"s.yaml": MAINTENANCE.read_bytes(), "plan.yaml": (SCENARIOS / "calibration.yaml").read_bytes(),
                  "draws.csv": posterior.read_bytes()}
        for name, content in inputs.items():
            self.write(name, content)
        for command in (("run", "s.yaml", "-o", "s.yaml", "--force"), ("replay", "s.yaml", "--patient", "3", "--csv", "s.yaml"),
                        ("calibrate", "plan.yaml", "-o", "plan.yaml", "--force"),
                        ("validate", "--posterior", "draws.csv", "--csv", "draws.csv")):
            self.assertIn("would be replaced", self.expect(FAILED, *command).stderr)
        for name, content in inputs.items():
            self.assertEqual((self.here / name).read_bytes(), content)

    def test_an_output_that_is_a_part_or_a_table_of_the_input_is_refused(self):
        self.write("part.yaml", "dose: 0.5 mg/kg\ndrug: ketamine\nroute: iv\nover: 40 min\n")
        self.write("patients.csv", "age_years,sex,weight_kg,baseline_hamd17,failed_treatments,own_substance_history,"
                   "family_substance_history,psychiatric_comorbidity\n41,female,62.5,24,2,0,1,0\n55.5,male,90.25,30,4,1,0,1\n")
        self.write("s.yaml", "title: t\nhorizon: 1 week\nseed: 1\ncohort: {patients: 5, import: {file: patients.csv}}\n"
                   "phases: {a: {give: {use: part.yaml}, days: [0]}}\narms: [{id: a, phases: [a]}]\n")
        self.expect(DONE, "check", "s.yaml")
        for name in ("part.yaml", "patients.csv"):
            before = (self.here / name).read_bytes()
            for command in (("run", "s.yaml", "--force", "-o", name), ("replay", "s.yaml", "--patient", "3", "--csv", name)):
                self.assertIn("would be replaced", self.expect(FAILED, *command).stderr)
            self.assertEqual((self.here / name).read_bytes(), before)

    @unittest.skipUnless(os.access("/dev/shm", os.W_OK), "there is no folder in memory")
    def test_a_folder_in_memory_is_as_good_as_any(self):
        result = f"/dev/shm/tachy-test-{os.getpid()}.h5"
        try:
            for _ in range(2):
                self.expect(DONE, *SMALL, "-o", result, "--force")
            self.expect(DONE, "check", result)
        finally:
            for name in (result, result + ".run.json"):
                os.remove(name)

    def test_a_link_is_followed(self):
        os.symlink("real.h5", self.here / "link.h5")
        self.expect(DONE, *SMALL, "-o", "link.h5")
        self.assertTrue((self.here / "link.h5").is_symlink())
        self.expect(DONE, "check", "real.h5")


class Threads(CommandTest):
    @unittest.skipUnless(os.geteuid() == 0, "only root may become another user, who has no processes")
    def test_where_threads_are_refused_fewer_are_used_with_one_notice(self):
        def limited():
            os.setgid(65534)
            os.setuid(65534)
            resource.setrlimit(resource.RLIMIT_NPROC, (3, 3))

        os.chmod(self.here, 0o777)
        leaks_need_a_process = {"ASAN_OPTIONS": "detect_leaks=0"}
        result = self.expect(DONE, *SMALL, "-j", "8", "-o", "out.h5", preexec=limited, **leaks_need_a_process)
        self.assertEqual(result.stderr.count("of 8 threads"), 1, result.stderr)

    def test_slurm_may_ask_for_no_more_threads_than_a_person(self):
        result = self.expect(DONE, *SMALL, "--dry-run", SLURM_CPUS_PER_TASK="1000000")
        used = int(result.stdout.split(" threads")[0].split()[-1])
        self.assertLessEqual(used, 4096)


class Parts(CommandTest):
    def test_control_characters_in_a_label_are_refused(self):
        text = MAINTENANCE.read_text().replace("title:", 'title: "a\\e]0;b\\a" #', 1)
        os.symlink(MAINTENANCE.parent.parent / "library", self.here / "library")
        self.write("x.yaml", text)
        self.assertIn("control character (U+001B)", self.expect(INVALID, "check", "x.yaml").stderr)


if __name__ == "__main__":
    main()
